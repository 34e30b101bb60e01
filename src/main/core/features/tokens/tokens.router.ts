import type { ApiToken } from '../../../../shared/schemas/token.ts';
import type { RouterBase } from '../../router-base.ts';
import type { TokenEntity } from './token.entity.ts';
import type { TokensService } from './tokens.service.ts';

/** Calls of tokens.contract.ts. */
export function tokensRouter(os: RouterBase, tokens: TokensService) {
  const at = (time: number | null) => (time === null ? null : new Date(time).toISOString());
  const present = (token: TokenEntity): ApiToken => ({
    id: token.id,
    name: token.name,
    hint: token.hint,
    scopes: [...token.scopes],
    created_at: new Date(token.created_at).toISOString(),
    expires_at: at(token.expires_at),
    last_used_at: at(token.last_used_at),
    revoked_at: at(token.revoked_at),
  });
  return {
    list: os.tokens.list.handler(() => tokens.list().map(present)),
    create: os.tokens.create.handler(({ input, context }) => {
      const { secret, token } = tokens.create(context.ctx, input);
      return { token: secret, details: present(token) };
    }),
    revoke: os.tokens.revoke.handler(({ input, context }) =>
      present(tokens.revoke(context.ctx, input.id)),
    ),
  };
}
