// What the service speaks: the contract's own protocol, or AG-UI in the build for it.
import * as agui from './agui.js';
import * as contract from './contract.js';
import { state } from './state.js';

export function protocol() {
  return state.service?.agui ? agui : contract;
}
