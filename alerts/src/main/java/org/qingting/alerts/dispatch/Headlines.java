package org.qingting.alerts.dispatch;

import java.util.List;
import org.qingting.alerts.cases.CaseFile;
import org.qingting.alerts.channels.Headline;

/** What media outlets published about a case; never what private people wrote. */
@FunctionalInterface
public interface Headlines {
  /** A few headlines, or none; never fails. */
  List<Headline> of(CaseFile file);
}
