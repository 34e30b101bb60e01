import type { KpiEngine } from '../../kpi/index.ts';
import type { RouterBase } from '../../router-base.ts';
import type { WorkspaceService } from './workspace.service.ts';

/** Calls of workspace.contract.ts. */
export function workspaceRouter(
  os: RouterBase,
  workspace: WorkspaceService,
  kpis: Pick<KpiEngine, 'verifyAway'>,
) {
  return {
    get: os.workspace.get.handler(() => workspace.get()),
    openDemo: os.workspace.openDemo.handler(() => workspace.openDemo()),
    removeDemo: os.workspace.removeDemo.handler(() => workspace.removeDemo()),
    stayOpen: os.workspace.stayOpen.handler(() => workspace.stayOpen()),
    verify: os.workspace.verify.handler(() => kpis.verifyAway()),
  };
}
