/**
 * The {@code qingting} command line, one class a command.
 *
 * <p>Results go to standard output, everything else to standard error. Exit codes: 0 done, 1 could
 * not be done now (a full disk, a busy home), 2 bad input, 3 a demo without the alert it should
 * have brought. Errors say what is wrong and what to do, without a stack trace; the log file has
 * the rest.
 */
package org.qingting.pipeline.commands;
