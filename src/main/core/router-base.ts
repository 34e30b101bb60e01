/** Where every feature router starts: a context for each call, and errors in the user's words. */
import { randomUUID } from 'node:crypto';
import {
  type ImplementerInternalWithMiddlewares,
  implement,
  ORPCError,
  ValidationError,
} from '@orpc/server';
import { type Contract, contract } from '../../shared/contract/contract.ts';
import {
  type Actor,
  type Clock,
  type Context,
  createContext,
  type RequestFacts,
  type Source,
} from './context.ts';
import { DEFECT_IN_WORDS, fieldProblems, STATUS, UserError } from './errors.ts';
import { errorDetails, type Log } from './log.ts';

/** What a transport says of a call. */
export interface RequestContext extends RequestFacts {
  actor: Actor;
  source: Source;
  /** The request id where the transport has one. */
  correlationId?: string | undefined;
}

/**
 * What a handler finds beside its input. The declarations of every router name it.
 * @public
 */
export interface CallContext extends RequestContext {
  ctx: Context;
  /**
   * Runs what makes something in one write, together with other calls that wait to be committed; the
   * same call sent again gets its first answer.
   */
  once<Answer>(work: () => Answer): Promise<Answer>;
}

/** As `Once`, answered when it is committed. */
type OnceCommitted = <Answer>(ctx: Context, call: string, work: () => Answer) => Promise<Answer>;

// Named, because the type that would be inferred is too long for a declaration.
export type RouterBase = ImplementerInternalWithMiddlewares<Contract, RequestContext, CallContext>;

/** The implementer that feature routers hang their handlers on. */
export function createRouterBase(clock: Clock, log: Log, once: OnceCommitted): RouterBase {
  return implement(contract)
    .$context<RequestContext>()
    .use(async ({ context, next, path }) => {
      const correlationId = context.correlationId ?? randomUUID();
      const { actor, source } = context;
      const ctx: Context = createContext(clock, actor, source, correlationId, context);
      const onceHere = <Answer>(work: () => Answer) => once(ctx, path.join('.'), work);
      try {
        return await next({ context: { ctx, once: onceHere } });
      } catch (error) {
        throw asContractError(error, (unexpected) =>
          log.error('a call failed', {
            call: path.join('.'),
            correlation_id: correlationId,
            ...errorDetails(unexpected),
          }),
        );
      }
    });
}

/** Turns what a handler threw into an answer of the contract; the unexpected says nothing inside. */
function asContractError(error: unknown, report: (error: unknown) => void): Error {
  if (error instanceof UserError) {
    return new ORPCError(error.kind, {
      status: STATUS[error.kind],
      message: error.message,
      data: { errors: [...error.problems] },
    });
  }
  if (error instanceof ORPCError) {
    if (error.code === 'BAD_REQUEST' && error.cause instanceof ValidationError) {
      return refusedInput(error.cause);
    }
    if (error.status < 500) return error;
  }
  report(error);
  return new ORPCError('INTERNAL_SERVER_ERROR', { message: DEFECT_IN_WORDS });
}

function refusedInput(error: ValidationError): Error {
  const errors = fieldProblems(error.issues);
  const message = errors.map((problem) => problem.reason).join(' ');
  return new ORPCError('UNPROCESSABLE_CONTENT', { status: 422, message, data: { errors } });
}
