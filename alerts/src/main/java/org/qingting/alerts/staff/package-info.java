/**
 * The people of the office who work with alerts, what each may do, and how they are known: by
 * password, or by a personal link for one alert.
 *
 * <pre>{@code
 * Staff staff = new Staff(desk.store());
 * staff.add(new Person("zhang", "张敏", Set.of(Role.OFFICER)), password, now);
 * if (staff.logIn("zhang", password, now) instanceof Staff.LogIn.Welcome welcome) { ... }
 * String token = links.issue("zhang", alertId, now, Duration.ofHours(12));
 * }</pre>
 */
package org.qingting.alerts.staff;
