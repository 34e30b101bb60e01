export { workspaceRouter } from './workspace.router.ts';
export { WorkspaceService } from './workspace.service.ts';
export { type WorkspaceHost, windowlessHost } from './workspace-host.ts';
