// What a screen reader is told on whole pages: the overlay over a host page, and a link that another device has opened. State by state:
// the gallery's accessibility-tree.e2e.
import { expect, test } from 'vitest';
import { heardIn, outlineOf } from './accessibility-tree.ts';
import { consumerAt, meet } from './people.ts';
import { useStage } from './stage.ts';

const stage = useStage();

test('SF-A11Y-01 the overlay is a modal dialog with the form’s name; the link of a form that is open elsewhere says so', async () => {
  const { consumer, maya } = await meet(await stage.profile(), stage.browser, stage.desk);
  await maya.send('Payment card');
  await consumer.bubble.getByText('Payment card').waitFor();
  const closed = outlineOf(await heardIn(consumer.page)).map((line) => line.trim());
  expect(closed).toEqual(
    expect.arrayContaining([
      'group "Payment card"',
      'status [live=polite]: Ready to fill in',
      'button "Fill in form"',
      'button "Decline"',
    ]),
  );

  await consumer.openForm();
  const frame = consumer.page.frames().find((one) => one.url().startsWith(stage.desk.formOrigin));
  if (!frame) throw new Error('there is no form');
  // Nothing of the page behind is left to be read.
  expect(outlineOf(await heardIn(consumer.page))).toEqual([
    'dialog "Payment card" [modal]',
    '  Iframe "Payment card" [focused]',
  ]);
  const form = outlineOf(await heardIn(frame)).map((line) => line.trim());
  expect(form.slice(0, 3)).toEqual(['banner', 'heading "Payment card" [focused level=1]', 'button "Close"']);
  expect(form).toContain('textbox "Card number" [required]');

  const { page } = await consumerAt(stage.browser, stage.desk.shopUrl);
  const link = await consumer.page.evaluate(() => {
    const bubble = document.querySelector('tellsafe-invitation');
    return `${bubble?.address?.page}#${bubble?.handle}`;
  });
  await page.goto(link);
  await page.getByRole('button', { name: 'Open the secure form' }).waitFor();
  expect(outlineOf(await heardIn(page))).toEqual([
    'banner',
    '  heading "Open the secure form" [level=1]',
    'main',
    '  status [live=polite]: Secure form: your answers are encrypted on this device',
    '  button "Open the secure form"',
    'status [live=polite]',
  ]);
  await page.getByRole('button', { name: 'Open the secure form' }).click();
  await page.getByText('This form has been opened on another device').waitFor();
  expect(outlineOf(await heardIn(page)).filter((line) => !/banner|heading/.test(line))).toEqual([
    'main',
    '  status [live=polite]: This form has been opened on another device',
    'status [live=polite]',
  ]);
});
