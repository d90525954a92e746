/** Entry point of the language server's process. */
import { startServer } from './startServer';

startServer(__dirname);
