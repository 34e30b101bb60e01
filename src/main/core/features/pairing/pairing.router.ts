import type { RouterBase } from '../../router-base.ts';
import { type PairingService, presentPairing } from './pairing.service.ts';

/** Calls of pairing.contract.ts. */
export function pairingRouter(os: RouterBase, pairing: PairingService) {
  return {
    request: os.pairing.request.handler(({ input, context }) => {
      const { pairing: asked, secret } = pairing.request(context.ctx, input);
      const { id, code, expires_at } = presentPairing(asked);
      return {
        pairing_id: id,
        pairing_secret: secret,
        code,
        expires_at,
        poll_url: `/api/v1/pair/${id}`,
      };
    }),
    poll: os.pairing.poll.handler(({ input, context }) =>
      pairing.poll(context.ctx, input.id, context.bearer),
    ),
    list: os.pairing.list.handler(() => pairing.open().map(presentPairing)),
    allow: os.pairing.allow.handler(({ input, context }) => {
      const { name } = pairing.allow(context.ctx, input);
      return { success: true as const, message: `"${name}" may connect now.` };
    }),
    deny: os.pairing.deny.handler(({ input, context }) => {
      const { name } = pairing.deny(context.ctx, input.id);
      return { success: true as const, message: `"${name}" was not let in.` };
    }),
  };
}
