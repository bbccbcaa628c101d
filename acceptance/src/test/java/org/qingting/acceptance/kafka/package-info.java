/**
 * The seam between crawl and analysis against a real broker, which runs as a process of its own.
 */
package org.qingting.acceptance.kafka;
