/**
 * Tells whether two texts are nearly the same, so that a syndicated copy counts as heat and not as
 * one more opinion:
 *
 * <pre>{@code
 * TextSketch sketch = TextSketch.of(text);
 * if (sketch.mergeable()) {               // long enough to be compared
 *   // look only among texts that share sketch.key()
 *   boolean same = sketch.similarity(other) >= TextSketch.SAME;
 * }
 * }</pre>
 */
package org.qingting.nlp.reposts;
