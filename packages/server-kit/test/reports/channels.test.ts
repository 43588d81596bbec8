// CN-GEN-06: what reports say by channel and entry point equals a recount of what was sent and what became of it.
import type { ReportFiguresResponse } from '@tellsafe/core/wire';
import { expect, test } from 'vitest';
import { people, withStage } from '../channels/outbox/stage.ts';
import { ACCOUNT } from '../harness.ts';

test('CN-GEN-06 figures by channel and entry point equal a recount, in CSV as well', async () => {
  await withStage('memory', {}, async (stage) => {
    const { tellsafe, clock } = stage.harness;
    const from = Math.floor(clock() / 900_000) * 900_000;
    const sent: string[] = [];
    for (const channel of ['sms-twilio', 'rcs', 'sms-twilio'] as const) {
      const from = channel === 'rcs' ? people.rcs : `+1415555010${sent.length}`;
      const chat = await stage.chat(channel, from);
      await chat.agent.send(chat.id, 'card');
      sent.push(channel);
      await stage.maintain();
    }
    for (const taken of stage.providers['sms-twilio'].taken) await stage.receipt('sms-twilio', taken, 'delivered');
    await stage.maintain();
    const asked = { accountId: ACCOUNT, from, to: from + 86_400_000, timeZone: 'UTC', period: 'whole' } as const;
    const { rows, complete }: ReportFiguresResponse = await tellsafe.reports.query({
      ...asked,
      by: ['channel', 'entryPoint'],
    });
    expect(complete).toBe(true);
    const recount = ['rcs', 'sms-twilio'].map((channel) => {
      const count = sent.filter((each) => each === channel).length;
      return [channel, `${channel}-1`, count, channel === 'sms-twilio' ? count : 0];
    });
    expect(rows.map(({ channel, entryPoint, counts }) => [channel, entryPoint, counts.sent, counts.received])).toEqual(
      recount,
    );
    const one = await tellsafe.reports.query({ ...asked, entryPoint: 'rcs-1' });
    expect(one.rows.map(({ counts }) => counts.sent)).toEqual([1]);
    let csv = '';
    for await (const part of tellsafe.reports.csv({ ...asked, by: ['entryPoint'] })) csv += part;
    expect(csv).toMatch(/,rcs-1,1,0,/);
    expect(csv).toMatch(/,sms-twilio-1,2,2,/);
  });
});
