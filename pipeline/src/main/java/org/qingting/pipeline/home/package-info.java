/**
 * A home: the folder that holds everything one office's Qingting knows, and the single process that
 * may work in it.
 *
 * <pre>{@code
 * try (Office office = Office.open(Home.open(path), configuration, true)) {  // locks the home
 *   office.begin(now);                  // the job, from the newest checkpoint
 *   office.reader().search(...);
 *   office.stop();                      // with a savepoint
 * }
 * }</pre>
 */
package org.qingting.pipeline.home;
