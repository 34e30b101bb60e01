import { contextBridge } from 'electron';

contextBridge.exposeInMainWorld('tillwise', {});
