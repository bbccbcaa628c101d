/** Counting that every index does alike: stretches of time, and words that stand out. */
package org.qingting.search.counting;
