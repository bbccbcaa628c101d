/**
 * The program's entry. What it does lies in the packages below: commands, config, home, job, demo.
 */
package org.qingting.pipeline;
