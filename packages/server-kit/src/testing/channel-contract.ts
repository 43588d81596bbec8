// The published contract of the channel port: what channels/types.ts promises, proven against a simulated provider. It has the parts that a
// channel answers for alone; those of gateway and outbox are `channelFlowContract`.
import { type ChannelBench, type ChannelCase, type ChannelSubject, createBench } from './channels/bench.ts';
import { parseCases } from './channels/cases/parse-cases.ts';
import { ruleCases } from './channels/cases/rule-cases.ts';
import { safetyCases } from './channels/cases/safety-cases.ts';
import { sendCases } from './channels/cases/send-cases.ts';
import { verifyCases } from './channels/cases/verify-cases.ts';
import type { ContractCase } from './contract-case.ts';

export type { ChannelSubject, ErrorVector, ParseVector, SignatureVector } from './channels/bench.ts';

const allCases: readonly ChannelCase[] = [...verifyCases, ...parseCases, ...sendCases, ...ruleCases, ...safetyCases];

/**
 * The cases that a channel has to pass.
 *
 * @param subject - the channel, settings for it, and the simulator of its provider
 * @returns cases for any test runner; each makes its own simulator, so they may run in any order. Cases that run at one time share the
 * console, which one of them looks at
 * @example
 * ```ts
 * for (const { name, run } of channelContract({ channel: smsTwilio, simulate: simulateTwilio, ...settings })) test(name, run);
 * ```
 */
export function channelContract(subject: ChannelSubject): readonly ContractCase[] {
  return allCases
    .filter(({ needs }) => needs?.(subject) ?? true)
    .map((each) => ({
      name: `${subject.channel.name}: part ${each.part}, ${each.name}`,
      run: () => each.run(createBench(subject) satisfies ChannelBench),
    }));
}
