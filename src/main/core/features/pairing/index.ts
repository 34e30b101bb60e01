export { pairingRouter } from './pairing.router.ts';
export { PairingService } from './pairing.service.ts';
