import { expect, test } from 'vitest';
import { auditCsvLine, csvCell } from './csv.ts';

test.each([
  ['=1+1', "'=1+1"],
  ['+49', "'+49"],
  ['-1', "'-1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\t=1', "'\t=1"],
  [' =1', "' =1"],
  ['\r=1', '"\'\r=1"'],
  ['＝1', "'＝1"],
  ['a,b', '"a,b"'],
  ['say "x"', '"say ""x"""'],
  ['two\nlines', '"two\nlines"'],
  ['=cmd|"/c calc"!A1', '"\'=cmd|""/c calc""!A1"'],
  ['plain', 'plain'],
  [-5, '-5'],
  [true, 'true'],
  [null, ''],
  [undefined, ''],
])('SF-AUD-01 the cell of %j is %j', (value, cell) => {
  expect(csvCell(value)).toBe(cell);
});

test('SF-AUD-01 an agent whose id is a formula does not become one', () => {
  const line = auditCsvLine({
    ...{ number: 7, block: 2, position: '0000000000000012', intact: false, digest: 'd', sealedDigest: null },
    entry: {
      who: { kind: 'agent', id: '=HYPERLINK("http://evil.example")', sessionId: 's' },
      ...{ action: 'form-open', at: 0, outcome: { refused: 'spent' }, origin: null, count: 3 },
      object: { kind: 'invitation', id: '@x' },
    },
  });
  const cells = '7,1970-01-01T00:00:00.000Z,form-open,refused,spent,agent';
  expect(line).toBe(`${cells},"'=HYPERLINK(""http://evil.example"")",s,,invitation,'@x,3,false\r\n`);
});
