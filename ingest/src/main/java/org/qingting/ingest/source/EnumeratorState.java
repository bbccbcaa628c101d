package org.qingting.ingest.source;

import java.util.List;
import java.util.SortedSet;

/**
 * What the enumerator keeps.
 *
 * @param assigned ids of splits that readers hold
 * @param waiting splits that came back and are not assigned again yet
 */
public record EnumeratorState(SortedSet<String> assigned, List<PostSplit> waiting) {}
