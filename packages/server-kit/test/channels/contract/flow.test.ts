// The five channels inside the kit pass the flow contract: gateway and outbox against simulated providers.
import { channelFlowContract } from '@tellsafe/server-kit/testing';
import { describe, test } from 'vitest';
import { channelNames } from '../../../src/channels/types.ts';
import { kitSubject } from './kit-flow.ts';

describe.each(channelNames)('%s', (channel) => {
  for (const { name, run } of channelFlowContract(kitSubject(channel))) test(name, run);
});
