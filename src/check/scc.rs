//! Strongly connected components: the loops of a graph, found in one pass (Tarjan 1972), without recursion,
//! because a flow may be ten thousand steps deep.

/// The components of a graph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Components {
    /// Component of each node. A component that another one leads to has the lower number.
    pub of: Vec<usize>,
    /// Nodes of each component.
    pub nodes: Vec<Vec<usize>>,
}

impl Components {
    /// Finds the components of a graph given by the successors of each node.
    pub fn of(successors: &[Vec<usize>]) -> Components {
        Search::new(successors).run()
    }

    /// Whether a component is a loop: several nodes, or one that leads to itself.
    pub fn is_loop(&self, component: usize, successors: &[Vec<usize>]) -> bool {
        match self.nodes[component].as_slice() {
            [one] => successors[*one].contains(one),
            _ => true,
        }
    }
}

const UNSEEN: usize = usize::MAX;

struct Search<'a> {
    successors: &'a [Vec<usize>],
    /// Order in which nodes were met.
    met: Vec<usize>,
    /// The earliest node on the stack that a node leads back to.
    low: Vec<usize>,
    on_stack: Vec<bool>,
    stack: Vec<usize>,
    count: usize,
    found: Components,
}

impl<'a> Search<'a> {
    fn new(successors: &'a [Vec<usize>]) -> Search<'a> {
        let size = successors.len();
        Search {
            successors,
            met: vec![UNSEEN; size],
            low: vec![UNSEEN; size],
            on_stack: vec![false; size],
            stack: Vec::new(),
            count: 0,
            found: Components { of: vec![UNSEEN; size], nodes: Vec::new() },
        }
    }

    fn run(mut self) -> Components {
        for root in 0..self.successors.len() {
            if self.met[root] == UNSEEN {
                self.visit(root);
            }
        }
        self.found
    }

    fn visit(&mut self, root: usize) {
        self.enter(root);
        let mut path = vec![(root, 0)];
        while let Some((node, next)) = path.last_mut() {
            let node = *node;
            match self.successors[node].get(*next) {
                Some(&to) => {
                    *next += 1;
                    if self.met[to] == UNSEEN {
                        self.enter(to);
                        path.push((to, 0));
                    } else if self.on_stack[to] {
                        self.low[node] = self.low[node].min(self.met[to]);
                    }
                }
                None => {
                    path.pop();
                    if let Some(&(above, _)) = path.last() {
                        self.low[above] = self.low[above].min(self.low[node]);
                    }
                    if self.low[node] == self.met[node] {
                        self.close(node);
                    }
                }
            }
        }
    }

    fn enter(&mut self, node: usize) {
        self.met[node] = self.count;
        self.low[node] = self.count;
        self.count += 1;
        self.stack.push(node);
        self.on_stack[node] = true;
    }

    fn close(&mut self, root: usize) {
        let number = self.found.nodes.len();
        let from = self.stack.iter().rposition(|&node| node == root).unwrap_or(0);
        let nodes = self.stack.split_off(from);
        for &node in &nodes {
            self.on_stack[node] = false;
            self.found.of[node] = number;
        }
        self.found.nodes.push(nodes);
    }
}
