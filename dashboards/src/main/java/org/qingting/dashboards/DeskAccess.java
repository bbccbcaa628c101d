package org.qingting.dashboards;

import java.util.List;
import java.util.function.Supplier;
import org.qingting.alerts.cases.Casebook;
import org.qingting.alerts.dispatch.Dispatcher;
import org.qingting.alerts.sensitivity.Sensitivities;
import org.qingting.alerts.staff.SignedLinks;
import org.qingting.alerts.staff.Staff;

/**
 * What the office works with through the console; a console without it only shows.
 *
 * @param casebook the cases
 * @param staff who may log in
 * @param links personal links
 * @param sensitivities what was learnt from false alarms
 * @param troubles channels that do not take what they are sent
 * @param secure whether people reach the console by https: its cookie then goes no other way
 */
public record DeskAccess(
    Casebook casebook,
    Staff staff,
    SignedLinks links,
    Sensitivities sensitivities,
    Supplier<List<Dispatcher.Trouble>> troubles,
    boolean secure) {}
