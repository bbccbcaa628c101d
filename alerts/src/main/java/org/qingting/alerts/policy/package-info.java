/**
 * The written rules by which an office works, without clock and without I/O: how grave an alert is,
 * how fast it must be answered, who is on duty, what waits for the morning, who is told.
 */
package org.qingting.alerts.policy;
