/** The people of the office who work with alerts, and what each may do. */
package org.qingting.alerts.staff;
