package org.qingting.alerts.policy;

/**
 * All rules of an office. Immutable.
 *
 * @param levels how grave an alert is
 * @param clocks how fast it must be answered
 * @param rota who is on duty
 * @param quietHours what waits for the morning
 * @param routing which channels are told
 * @param units who can mend the cause
 * @param jurisdiction what is the office's own
 * @param zeroReport when it is said that nothing was found
 */
public record DeskPolicy(
    LevelRules levels,
    ClockRules clocks,
    DutyRota rota,
    QuietHours quietHours,
    Routing routing,
    Units units,
    Jurisdiction jurisdiction,
    ZeroReport zeroReport) {

  /** The rules that come with the product, for an office that has configured nothing. */
  public static final DeskPolicy DEFAULT =
      new DeskPolicy(
          LevelRules.standard(),
          ClockRules.DEFAULT,
          DutyRota.NONE,
          QuietHours.NONE,
          Routing.EVERYWHERE,
          Units.NONE,
          Jurisdiction.NONE,
          ZeroReport.DEFAULT);

  /** The same rules for another area. */
  public DeskPolicy with(Jurisdiction area) {
    return new DeskPolicy(levels, clocks, rota, quietHours, routing, units, area, zeroReport);
  }
}
