// The five channels pass the contract that is published for everybody's.
import { channelContract } from '@tellsafe/server-kit/testing';
import { describe, test } from 'vitest';
import { channelNames } from '../../../src/channels/types.ts';
import { subjects } from './subjects.ts';

describe.each(channelNames)('%s', (channel) => {
  for (const { name, run } of channelContract(subjects[channel])) test(name, run);
});
