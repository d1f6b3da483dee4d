// The protocol of the service: the contract's own, or AG-UI in the AG-UI build.
import * as agui from './agui.js';
import * as contract from './contract.js';
import { state } from './state.js';

export function protocol() {
  return state.service?.agui ? agui : contract;
}
