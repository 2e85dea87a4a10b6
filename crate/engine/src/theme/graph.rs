//! A weighted graph of texts, and the communities in it.

use undertone_kernel::Nearest;

/// An undirected graph; every edge is listed at both ends.
#[derive(Debug, Clone, Default)]
pub(crate) struct Graph {
    starts: Vec<u32>,
    edges: Vec<(u32, f32)>,
    degrees: Vec<f64>,
    total: f64,
}

impl Graph {
    /// The graph with these edges (each once, ends in any order); parallel edges add up.
    pub(crate) fn from_edges(n: usize, edges: &[(u32, u32, f32)]) -> Graph {
        let ends = listed(n, edges);
        let mut graph = Graph { degrees: vec![0.0; n], ..Graph::default() };
        graph.edges.reserve(edges.len() * 2);
        graph.starts.push(0);
        let mut sums = vec![0.0_f32; n];
        let mut others: Vec<u32> = Vec::new();
        for node in 0..n {
            for (other, weight) in ends.of(node) {
                let sum = &mut sums[*other as usize];
                if *sum <= 0.0 {
                    others.push(*other);
                }
                *sum += weight;
            }
            others.sort_unstable();
            for other in others.drain(..) {
                let weight = std::mem::take(&mut sums[other as usize]);
                graph.edges.push((other, weight));
                let ends = if other as usize == node { 2.0 } else { 1.0 };
                graph.degrees[node] += f64::from(weight) * ends;
            }
            graph.starts.push(graph.edges.len() as u32);
        }
        graph.total = graph.degrees.iter().sum();
        graph
    }

    /// Neighbours that share many neighbours are tied closely: the Jaccard index of both
    /// neighbourhoods (Jarvis and Patrick 1973), each with its own centre, times their closeness.
    /// The nearest `n_tied` of each are tied.
    pub(crate) fn shared_neighbours(neighbours: &Nearest, n_tied: usize) -> Graph {
        let n = neighbours.len();
        let sets: Vec<Vec<u32>> = (0..n)
            .map(|at| {
                let own = neighbours.of(at).iter().map(|(_, other)| *other);
                let mut set: Vec<u32> = own.chain([at as u32]).collect();
                set.sort_unstable();
                set
            })
            .collect();
        let one = super::neighbours::STEPS * super::neighbours::STEPS;
        let tied = |at: usize| {
            let own = neighbours.of(at);
            &own[..own.len().min(n_tied)]
        };
        let mut edges = Vec::new();
        for (a, set) in sets.iter().enumerate() {
            for (score, b) in tied(a) {
                let is_mutual = tied(*b as usize).iter().any(|(_, other)| *other as usize == a);
                if is_mutual && (*b as usize) < a {
                    continue;
                }
                let closeness = (*score as f32 / one).max(1e-3);
                edges.push((a as u32, *b, closeness * jaccard(set, &sets[*b as usize])));
            }
        }
        Graph::from_edges(n, &edges)
    }

    /// How many nodes there are.
    pub(crate) fn len(&self) -> usize {
        self.degrees.len()
    }

    /// The neighbours of `node` with the weights of the edges.
    pub(crate) fn edges(&self, node: usize) -> &[(u32, f32)] {
        &self.edges[self.starts[node] as usize..self.starts[node + 1] as usize]
    }

    /// The graph whose nodes are the communities of this one.
    fn folded(&self, communities: &[u32], n: usize) -> Graph {
        let mut edges = Vec::with_capacity(self.edges.len() / 2);
        for node in 0..self.len() {
            for (other, weight) in self.edges(node) {
                if *other as usize >= node {
                    edges.push((communities[node], communities[*other as usize], *weight));
                }
            }
        }
        Graph::from_edges(n, &edges)
    }

    /// The nodes `members` and the edges among them.
    pub(crate) fn part(&self, members: &[u32]) -> Graph {
        let mut place = vec![u32::MAX; self.len()];
        for (at, node) in members.iter().enumerate() {
            place[*node as usize] = at as u32;
        }
        let mut edges = Vec::new();
        for node in members {
            for (other, weight) in self.edges(*node as usize) {
                if other >= node && place[*other as usize] != u32::MAX {
                    edges.push((place[*node as usize], place[*other as usize], *weight));
                }
            }
        }
        Graph::from_edges(members.len(), &edges)
    }
}

/// The far ends of the edges of each node, as they came.
struct Listed {
    starts: Vec<u32>,
    ends: Vec<(u32, f32)>,
}

impl Listed {
    fn of(&self, node: usize) -> &[(u32, f32)] {
        &self.ends[self.starts[node] as usize..self.starts[node + 1] as usize]
    }
}

/// Lists each edge at both of its ends, in the order in which they came.
fn listed(n: usize, edges: &[(u32, u32, f32)]) -> Listed {
    let mut starts = vec![0_u32; n + 1];
    for (a, b, _) in edges {
        starts[*a as usize + 1] += 1;
        starts[*b as usize + 1] += u32::from(a != b);
    }
    for node in 0..n {
        starts[node + 1] += starts[node];
    }
    let mut next = starts.clone();
    let mut ends = vec![(0, 0.0); starts[n] as usize];
    let mut put = |node: u32, end: (u32, f32)| {
        ends[next[node as usize] as usize] = end;
        next[node as usize] += 1;
    };
    for (a, b, weight) in edges {
        put(*a, (*b, *weight));
        if a != b {
            put(*b, (*a, *weight));
        }
    }
    Listed { starts, ends }
}

/// What two sorted sets have in common, as a share of what they have together.
fn jaccard(a: &[u32], b: &[u32]) -> f32 {
    let (mut i, mut j, mut both) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        match a[i].cmp(&b[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                both += 1;
                i += 1;
                j += 1;
            }
        }
    }
    both as f32 / (a.len() + b.len() - both) as f32
}

/// Communities of `graph` by modularity with a resolution (Blondel et al. 2008; Reichardt and
/// Bornholdt 2006), starting from `start`; numbered in the order of their first node.
pub(crate) fn communities(graph: &Graph, resolution: f64, start: Option<&[u32]>) -> Vec<u32> {
    let mut of_node: Vec<u32> =
        start.map_or_else(|| (0..graph.len() as u32).collect(), <[u32]>::to_vec);
    move_nodes(graph, resolution, &mut of_node);
    let mut n = renumber(&mut of_node);
    loop {
        let folded = graph.folded(&of_node, n);
        let mut above: Vec<u32> = (0..n as u32).collect();
        if !move_nodes(&folded, resolution, &mut above) {
            break;
        }
        for community in &mut of_node {
            *community = above[*community as usize];
        }
        move_nodes(graph, resolution, &mut of_node);
        let now = renumber(&mut of_node);
        if now >= n {
            break;
        }
        n = now;
    }
    of_node
}

/// Moves each node to the community that it is tied to most, until nothing changes; whether
/// anything did.
fn move_nodes(graph: &Graph, resolution: f64, of_node: &mut [u32]) -> bool {
    if graph.total <= 0.0 {
        return false;
    }
    let mut sizes = vec![0.0_f64; graph.len()];
    for (node, community) in of_node.iter().enumerate() {
        sizes[*community as usize] += graph.degrees[node];
    }
    let mut ties = vec![0.0_f64; graph.len()];
    let mut touched: Vec<u32> = Vec::new();
    let mut is_waiting = vec![true; graph.len()];
    let mut moved_any = false;
    for _ in 0..30 {
        let mut moved = false;
        for node in 0..graph.len() {
            if !std::mem::take(&mut is_waiting[node]) {
                continue;
            }
            for (other, weight) in graph.edges(node) {
                if *other as usize != node {
                    let community = of_node[*other as usize];
                    if ties[community as usize] <= 0.0 {
                        touched.push(community);
                    }
                    ties[community as usize] += f64::from(*weight);
                }
            }
            let own = of_node[node];
            let degree = graph.degrees[node];
            sizes[own as usize] -= degree;
            let pull = resolution * degree / graph.total;
            let gain = |community: u32| ties[community as usize] - pull * sizes[community as usize];
            let (mut best, mut best_gain) = (own, gain(own));
            for community in &touched {
                let gain = gain(*community);
                if gain > best_gain + 1e-12
                    || gain > best_gain - 1e-12 && *community < best && best != own
                {
                    (best, best_gain) = (*community, gain);
                }
            }
            sizes[best as usize] += degree;
            for community in touched.drain(..) {
                ties[community as usize] = 0.0;
            }
            if best != own {
                of_node[node] = best;
                moved = true;
                for (other, _) in graph.edges(node) {
                    is_waiting[*other as usize] |= of_node[*other as usize] != best;
                }
            }
        }
        moved_any |= moved;
        if !moved {
            break;
        }
    }
    moved_any
}

/// Numbers communities without gaps in the order of their first node; how many there are.
pub(crate) fn renumber(of_node: &mut [u32]) -> usize {
    let mut names = vec![u32::MAX; of_node.iter().max().map_or(0, |max| *max as usize + 1)];
    let mut n = 0;
    for community in of_node {
        let name = &mut names[*community as usize];
        if *name == u32::MAX {
            *name = n;
            n += 1;
        }
        *community = *name;
    }
    n as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cliques_joined_by_single_edges_come_apart() {
        let mut edges = Vec::new();
        for clique in 0..6_u32 {
            for a in 0..8 {
                for b in a + 1..8 {
                    edges.push((clique * 8 + a, clique * 8 + b, 1.0));
                }
            }
            edges.push((clique * 8, (clique * 8 + 9) % 48, 1.0));
        }
        let graph = Graph::from_edges(48, &edges);
        let found = communities(&graph, 1.0, None);
        let expected: Vec<u32> = (0..48).map(|node| node / 8).collect();
        assert_eq!(found, expected);
        assert!(communities(&graph, 0.01, None).iter().all(|community| *community == 0));
    }

    #[test]
    fn a_graph_without_edges_has_a_community_a_node() {
        let graph = Graph::from_edges(3, &[]);
        assert_eq!(communities(&graph, 1.0, None), [0, 1, 2]);
        assert!(communities(&Graph::from_edges(0, &[]), 1.0, None).is_empty());
    }

    #[test]
    fn a_part_keeps_the_edges_among_its_nodes() {
        let graph = Graph::from_edges(4, &[(0, 1, 1.0), (1, 2, 2.0), (2, 3, 3.0)]);
        let part = graph.part(&[1, 2]);
        assert_eq!(part.edges(0), [(1, 2.0)]);
        assert_eq!(part.edges(1), [(0, 2.0)]);
    }
}
