import type { TokenScope } from '../../../../shared/schemas/token.ts';

/** A token as stored: only its hash, never the token. Times in UTC ms. */
export interface TokenEntity {
  id: number;
  name: string;
  /** SHA-256 of the whole token, in hex. */
  hash: string;
  /** The last four characters, to tell tokens apart. */
  hint: string;
  scopes: readonly TokenScope[];
  created_at: number;
  /** The first moment at which the token no longer counts. */
  expires_at: number | null;
  last_used_at: number | null;
  revoked_at: number | null;
}
