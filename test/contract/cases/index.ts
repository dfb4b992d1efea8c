import type { ContractCase } from '../case';
import { event } from './event';
import { subscriber } from './subscriber';

/** All cases; a new resource is one line here. */
export const cases: readonly ContractCase[] = [...event, ...subscriber];
