export { accounts } from './accounts.js';
export { catalogue } from './catalogue.js';
export { DashboardService } from './dashboard.js';
export { OrderService } from './orders.js';
export { reports } from './reports.js';
export { sessions } from './sessions.js';
export { parcelStates } from './shipping.js';
export { StockService } from './stock.js';
