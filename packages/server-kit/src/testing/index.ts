// @tellsafe/server-kit/testing: the contract suites of the ports, for everyone who writes a backend. They need no test
// framework: each gives a list of named cases to run.
export { type ContractCase, ContractFailure } from './contract-case.ts';
export { type KeyInstance, type KeySubject, keyContract } from './key-contract.ts';
export { type SignalInstance, type SignalSubject, signalContract } from './signal-contract.ts';
export { type StoreInstance, type StoreSubject, storeContract } from './store-contract.ts';
