import type { RouterBase } from '../../router-base.ts';
import type { WorkspaceService } from './workspace.service.ts';

/** Calls of workspace.contract.ts. */
export function workspaceRouter(os: RouterBase, workspace: WorkspaceService) {
  return {
    get: os.workspace.get.handler(() => workspace.get()),
    openDemo: os.workspace.openDemo.handler(() => workspace.openDemo()),
    removeDemo: os.workspace.removeDemo.handler(() => workspace.removeDemo()),
  };
}
