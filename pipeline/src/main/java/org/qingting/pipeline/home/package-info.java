/**
 * A home: the folder that holds everything one office's Qingting knows, and the single process that
 * may work in it.
 *
 * <pre>{@code
 * try (Home home = Home.open(path)) {                 // locks it
 *   LocalEngine engine = LocalEngine.start(home, ...); // the job, from the newest checkpoint
 *   ...
 *   engine.stop();                                    // with a savepoint
 * }
 * }</pre>
 */
package org.qingting.pipeline.home;
