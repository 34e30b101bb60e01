export type { TokenEntity } from './token.entity.ts';
export { createTokensRepo } from './tokens.repo.ts';
export { tokensRouter } from './tokens.router.ts';
export { TokensService } from './tokens.service.ts';
