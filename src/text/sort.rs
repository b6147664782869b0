//! Sorting with little machine code: the standard library makes a copy of its own, of some eight kilobytes, for each
//! type and each order. Here there is one, and items are compared through a pointer, which costs a few nanoseconds a
//! comparison. What sorts a whole index does not come here.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

/// Sorts; what is equal stays in its order.
pub fn sort_by<T>(items: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    let mut order = order(items.len(), &|a, b| match (items.get(a), items.get(b)) {
        (Some(a), Some(b)) => compare(a, b),
        _ => Ordering::Equal,
    });
    // Along each cycle of the order, every item is swapped into its place.
    for start in 0..order.len() {
        let mut at = start;
        loop {
            let from = std::mem::replace(&mut order[at], at);
            if from == start || from == at {
                break;
            }
            items.swap(at, from);
            at = from;
        }
    }
}

/// Sorts by what `key` tells of an item, which is asked often.
pub fn sort_by_key<T, K: Ord>(items: &mut [T], key: impl Fn(&T) -> K) {
    sort_by(items, |a, b| key(a).cmp(&key(b)));
}

/// Sorts items by their own order.
pub fn sort<T: Ord>(items: &mut [T]) {
    sort_by(items, T::cmp);
}

/// The first `count` items of an order, sorted: of many items most are compared once and forgotten.
pub fn first<T>(items: impl IntoIterator<Item = T>, count: usize, before: impl Fn(&T, &T) -> bool) -> Vec<T> {
    let mut kept: Vec<T> = Vec::with_capacity(count + 1);
    for item in items {
        if kept.len() == count && !kept.last().is_some_and(|last| before(&item, last)) {
            continue;
        }
        let place = kept.partition_point(|other| !before(&item, other));
        kept.insert(place, item);
        kept.truncate(count);
    }
    kept
}

/// A map of pairs, the last of each key. `collect` sorts them before, for each type anew.
pub fn map<K: Ord, V>(pairs: impl IntoIterator<Item = (K, V)>) -> BTreeMap<K, V> {
    let mut map = BTreeMap::new();
    map.extend(pairs);
    map
}

/// A set of items; as [`map`].
pub fn set<T: Ord>(items: impl IntoIterator<Item = T>) -> BTreeSet<T> {
    let mut set = BTreeSet::new();
    set.extend(items);
    set
}

/// The numbers below `count`, sorted.
fn order(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by(|&a, &b| compare(a, b));
    order
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn sorts_as_the_standard_library_does(items in prop::collection::vec((0_u8..20, any::<u8>()), 0..100)) {
            let (mut ours, mut theirs) = (items.clone(), items);
            super::sort_by_key(&mut ours, |item| item.0);
            theirs.sort_by_key(|item| item.0);
            prop_assert_eq!(ours, theirs);
        }

        #[test]
        fn the_first_are_those_of_the_sorted_items(
            items in prop::collection::vec((0_u8..20, any::<u8>()), 0..100),
            count in 0_usize..30,
        ) {
            let ours = super::first(items.clone(), count, |a, b| a.0 < b.0);
            let mut theirs = items;
            theirs.sort_by_key(|item| item.0);
            theirs.truncate(count);
            prop_assert_eq!(ours, theirs);
        }
    }
}
