/** `npm run build`: builds the application into out/. */
import { build } from './runtime/build.mjs';
import { runScript } from './runtime/report.mjs';

await runScript(build);
