import { z } from 'zod';
import { done, pageFields, pageOf, rowId, updatedSince } from '../schemas/primitives.ts';
import { product, productInput, productPatch } from '../schemas/product.ts';
import { read, write } from './base.ts';

const tags = ['Products'];
const id = rowId;

export const productsContract = {
  list: read
    .route({
      method: 'GET',
      path: '/products',
      tags,
      summary: 'List products',
      outputStructure: 'detailed',
    })
    .input(
      z.object({
        ...pageFields,
        q: z.string().max(200).optional().describe('In name, SKU or barcode.'),
        sort: z
          .enum([
            'name',
            '-name',
            'net_sales',
            '-net_sales',
            'units_sold',
            '-units_sold',
            'updated_at',
            '-updated_at',
          ])
          .default('name')
          .describe('A leading minus sorts downwards.'),
        category: z.string().max(100).optional(),
        sku: z.string().max(100).optional(),
        barcode: z.string().max(100).optional(),
        updated_since: updatedSince,
      }),
    )
    .output(pageOf(product)),
  create: write
    .route({
      method: 'POST',
      path: '/products',
      tags,
      summary: 'Create a product',
      successStatus: 201,
    })
    .input(productInput)
    .output(product),
  get: read
    .route({ method: 'GET', path: '/products/{id}', tags, summary: 'Read a product' })
    .input(z.object({ id }))
    .output(product),
  update: write
    .route({
      method: 'PUT',
      path: '/products/{id}',
      tags,
      summary: 'Change a product; what is not given stays',
    })
    .input(productPatch.extend({ id }))
    .output(product),
  remove: write
    .route({
      method: 'DELETE',
      path: '/products/{id}',
      tags,
      summary: 'Delete a product; it can be restored',
    })
    .input(z.object({ id }))
    .output(done),
  restore: write
    .route({
      method: 'POST',
      path: '/products/{id}/restore',
      tags,
      summary: 'Take back the deletion of a product',
    })
    .input(z.object({ id }))
    .output(product),
};
