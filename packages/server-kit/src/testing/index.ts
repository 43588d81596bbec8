// @tellsafe/server-kit/testing: the contract suites of the ports, for everyone who writes a backend. They need no test
// framework: each gives a list of named cases to run.

export {
  type ChannelSubject,
  channelContract,
  type ErrorVector,
  type ParseVector,
  type SignatureVector,
} from './channel-contract.ts';
export { type ChannelFlow, type ChannelFlowSubject, channelFlowContract, type FlowEntry } from './channels/flow.ts';
export { simulateApple } from './channels/simulators/apple.ts';
export type { Book, HostedFile } from './channels/simulators/book.ts';
export { simulateMessenger } from './channels/simulators/messenger.ts';
export { simulateRcs } from './channels/simulators/rcs.ts';
export { seededRandom } from './channels/simulators/signing.ts';
export { createSimulator, type Protocol } from './channels/simulators/simulator.ts';
export { simulateTwilio } from './channels/simulators/sms-twilio.ts';
export type {
  Act,
  Answer,
  Chaos,
  FileFault,
  ProviderSimulator,
  Receipt,
  RefusalKind,
  SendFault,
  SimulatorInit,
  TakenMessage,
  Webhook,
} from './channels/simulators/types.ts';
export { simulateWhatsApp } from './channels/simulators/whatsapp.ts';
export { type ContractCase, ContractFailure } from './contract-case.ts';
export { type KeyInstance, type KeySubject, keyContract } from './key-contract.ts';
export { type SignalInstance, type SignalSubject, signalContract } from './signal-contract.ts';
export { type StoreInstance, type StoreSubject, storeContract } from './store-contract.ts';
