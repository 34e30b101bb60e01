export type { TokenEntity } from './token.entity.ts';
export { hashToken, sameHash } from './token-secret.ts';
export { createTokensRepo } from './tokens.repo.ts';
export { tokensRouter } from './tokens.router.ts';
export { TokensService } from './tokens.service.ts';
