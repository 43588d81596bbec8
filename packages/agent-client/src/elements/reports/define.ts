// Registers <tellsafe-reports> and its parts.
import { defineOnce } from '../shared/define.ts';
import { InvitationsDialog } from './invitations-dialog.ts';
import { TellsafeReports } from './reports.ts';
import { TrendChart } from './trend-chart.ts';

/** Registers `<tellsafe-reports>`. */
export function defineReports(): void {
  defineOnce('tellsafe-report-trend', TrendChart);
  defineOnce('tellsafe-report-invitations', InvitationsDialog);
  defineOnce('tellsafe-reports', TellsafeReports);
}

declare global {
  interface HTMLElementTagNameMap {
    'tellsafe-report-trend': TrendChart;
    'tellsafe-report-invitations': InvitationsDialog;
    'tellsafe-reports': TellsafeReports;
  }
}
