import { z } from 'zod';
import { customer, customerInput, customerPatch } from '../schemas/customer.ts';
import { customerCode, done, pageFields, pageOf, updatedSince } from '../schemas/primitives.ts';
import { basicRead, basicWrite, write } from './base.ts';

const tags = ['Customers'];
const id = customerCode;

export const customersContract = {
  list: basicRead
    .route({
      method: 'GET',
      path: '/customers',
      tags,
      summary: 'List customers',
      outputStructure: 'detailed',
    })
    .input(
      z.object({
        ...pageFields,
        q: z.string().max(200).optional().describe('In name, id, e-mail or phone.'),
        sort: z
          .enum([
            'name',
            '-name',
            'net_sales',
            '-net_sales',
            'last_sale',
            '-last_sale',
            'transactions',
            '-transactions',
            'updated_at',
            '-updated_at',
          ])
          .default('name')
          .describe('A leading minus sorts downwards.'),
        updated_since: updatedSince,
      }),
    )
    .output(pageOf(customer)),
  create: basicWrite
    .route({
      method: 'POST',
      path: '/customers',
      tags,
      summary: 'Create a customer',
      successStatus: 201,
    })
    .input(customerInput)
    .output(customer),
  get: basicRead
    .route({ method: 'GET', path: '/customers/{id}', tags, summary: 'Read a customer' })
    .input(z.object({ id }))
    .output(customer),
  update: basicWrite
    .route({
      method: 'PUT',
      path: '/customers/{id}',
      tags,
      summary: 'Change a customer; what is not given stays',
    })
    .input(customerPatch.extend({ id }))
    .output(customer),
  remove: basicWrite
    .route({
      method: 'DELETE',
      path: '/customers/{id}',
      tags,
      summary: 'Delete a customer; it can be restored',
    })
    .input(z.object({ id }))
    .output(done),
  restore: write
    .route({
      method: 'POST',
      path: '/customers/{id}/restore',
      tags,
      summary: 'Take back the deletion of a customer',
    })
    .input(z.object({ id }))
    .output(customer),
};
