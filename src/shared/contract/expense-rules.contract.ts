/** Rules that give imported expenses their category: "contains SHELL → Fuel". */
import { z } from 'zod';
import {
  expenseRule,
  expenseRuleInput,
  expenseRulePatch,
  ruleMatches,
  ruleReach,
  ruleRun,
} from '../schemas/expense-rule.ts';
import { done, rowId } from '../schemas/primitives.ts';
import { read, windowOnly, write } from './base.ts';

const tags = ['Expense rules'];
const id = rowId;
const reach = ruleReach.default('uncategorized');

export const expenseRulesContract = {
  list: read
    .route({
      method: 'GET',
      path: '/expense-rules',
      tags,
      summary: 'The rules, in the order in which they are tried',
    })
    .output(z.array(expenseRule)),
  create: write
    .route({
      method: 'POST',
      path: '/expense-rules',
      tags,
      summary: 'Add a rule at the end',
      successStatus: 201,
    })
    .input(expenseRuleInput)
    .output(expenseRule),
  matches: read
    .route({
      method: 'GET',
      path: '/expense-rules/matches',
      tags,
      summary: 'What the rules would change of the expenses that are there already',
    })
    .input(z.object({ reach }))
    .output(ruleMatches),
  update: write
    .route({
      method: 'PUT',
      path: '/expense-rules/{id}',
      tags,
      summary: 'Change a rule; what is not given stays',
    })
    .input(expenseRulePatch.extend({ id }))
    .output(expenseRule),
  remove: write
    .route({
      method: 'DELETE',
      path: '/expense-rules/{id}',
      tags,
      summary: 'Delete a rule; it can be restored',
    })
    .input(z.object({ id }))
    .output(done),
  restore: write
    .route({
      method: 'POST',
      path: '/expense-rules/{id}/restore',
      tags,
      summary: 'Take back the deletion of a rule',
    })
    .input(z.object({ id }))
    .output(expenseRule),
  reorder: write
    .route({
      method: 'POST',
      path: '/expense-rules/order',
      tags,
      summary: 'Put the rules into this order',
    })
    .input(z.object({ ids: z.array(rowId).max(10_000).describe('Every rule, once.') }))
    .output(z.array(expenseRule)),
  apply: write
    .route({
      method: 'POST',
      path: '/expense-rules/runs',
      tags,
      summary: 'Apply the rules to the expenses that are there already',
      description: 'Answers when it is done. One step that can be taken back.',
      successStatus: 201,
    })
    .input(z.object({ reach }))
    .output(ruleRun),
  /** Stops a run that goes on, and takes back what it did so far. */
  cancel: windowOnly.input(z.object({ id })).output(ruleRun),
  /** The run that goes on, or was interrupted; null when there is none. */
  unfinishedRun: windowOnly.output(ruleRun.nullable()),
  /** Goes on with a run that was interrupted. */
  finish: windowOnly.input(z.object({ id })).output(ruleRun),
  undo: write
    .route({
      method: 'POST',
      path: '/expense-rules/runs/{id}/undo',
      tags,
      summary: 'Take back one such step; expenses changed since then stay',
    })
    .input(z.object({ id }))
    .output(done),
  /** The rule that a correction of an imported expense suggests; null when there is none to add. */
  suggest: windowOnly
    .input(z.object({ expense_id: rowId }))
    .output(z.object({ text: z.string(), category: z.string() }).nullable()),
};
