/** Mappings that the owner keeps under a name, for files that come again with the same header. */
import { z } from 'zod';
import {
  mappingFile,
  savedMapping,
  savedMappingInput,
  savedMappingPatch,
} from '../schemas/mapping.ts';
import { done, rowId } from '../schemas/primitives.ts';
import { importing, read } from './base.ts';

const tags = ['Mappings'];
const id = rowId;

export const mappingsContract = {
  list: read
    .route({ method: 'GET', path: '/mappings', tags, summary: 'Saved mappings, by name' })
    .output(z.array(savedMapping)),
  create: importing
    .route({
      method: 'POST',
      path: '/mappings',
      tags,
      summary: 'Save a mapping under a name',
      successStatus: 201,
    })
    .input(savedMappingInput)
    .output(savedMapping),
  get: read
    .route({ method: 'GET', path: '/mappings/{id}', tags, summary: 'Read a saved mapping' })
    .input(z.object({ id }))
    .output(savedMapping),
  update: importing
    .route({
      method: 'PUT',
      path: '/mappings/{id}',
      tags,
      summary: 'Rename or change a saved mapping; what is not given stays',
    })
    .input(savedMappingPatch.extend({ id }))
    .output(savedMapping),
  remove: importing
    .route({
      method: 'DELETE',
      path: '/mappings/{id}',
      tags,
      summary: 'Delete a saved mapping; it can be restored',
    })
    .input(z.object({ id }))
    .output(done),
  restore: importing
    .route({
      method: 'POST',
      path: '/mappings/{id}/restore',
      tags,
      summary: 'Take back the deletion of a saved mapping',
    })
    .input(z.object({ id }))
    .output(savedMapping),
  exportFile: read
    .route({
      method: 'GET',
      path: '/mappings/{id}/file',
      tags,
      summary: 'A saved mapping as a file for another Tillwise',
    })
    .input(z.object({ id }))
    .output(mappingFile),
  importFile: importing
    .route({
      method: 'POST',
      path: '/mappings/file',
      tags,
      summary: 'Take in a mapping that another Tillwise saved as a file',
      description: 'Under its own name, or with a number behind it when that name is taken.',
      successStatus: 201,
    })
    .input(mappingFile)
    .output(savedMapping),
};
