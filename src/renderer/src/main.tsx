/** The page's entry: styles, the connection to the core, and the React tree. */
import '@mantine/core/styles.css';
import '@mantine/dates/styles.css';
import '@mantine/dropzone/styles.css';
import '@mantine/notifications/styles.css';
import '@mantine/spotlight/styles.css';
import './app/theme.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { client } from './api/client.ts';
import { connect } from './api/connection.ts';
import { followChanges } from './api/live.ts';
import { queryClient } from './api/query-client.ts';
import { App } from './app/app.tsx';
import { askBeforeClosing } from './ui/forms/closing.ts';
import { showNoticeToast } from './ui/undo-toast.tsx';

connect();
// Whatever was to follow the end, such as a start on another folder, is called off.
askBeforeClosing(() => void client.workspace.stayOpen());
void followChanges(queryClient, showNoticeToast);

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
