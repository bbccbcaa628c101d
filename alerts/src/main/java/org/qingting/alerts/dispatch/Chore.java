package org.qingting.alerts.dispatch;

import java.io.IOException;
import java.time.Instant;

/** Something that has to be looked after twice a second: cheap where there is nothing to do. */
@FunctionalInterface
public interface Chore {
  /** Does what is due; failing, it is asked again in the next round. */
  void work(Instant now) throws IOException;
}
