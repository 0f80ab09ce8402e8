//! Parts that hang loose: joined to nothing, or fed and leading nowhere.

use super::Draft;
use crate::domain::{
    component::Archetype,
    flow::Flow,
    scenario::{Effect, Quality},
};

pub(super) fn look(flow: &Flow<'_>) -> Vec<Draft> {
    let all = |test: fn(&Flow<'_>, usize) -> bool| -> Vec<usize> {
        (0..flow.nodes.len()).filter(|&n| flow.nodes[n].component.is_some() && test(flow, n)).collect()
    };
    [unconnected(flow, &all(is_alone)), dead_ends(flow, &all(is_dead_end))].into_iter().flatten().collect()
}

fn is_alone(flow: &Flow<'_>, n: usize) -> bool {
    let node = &flow.nodes[n];
    // Guards and network parts may simply stand inside the zone that they serve.
    let scenery = [Archetype::Zone, Archetype::Guard, Archetype::NetworkEdge, Archetype::Watch];
    node.out.is_empty() && node.into.is_empty() && !scenery.iter().any(|&a| flow.is(n, a))
}

fn unconnected(flow: &Flow<'_>, nodes: &[usize]) -> Option<Draft> {
    (!nodes.is_empty()).then(|| {
        let names = flow.names(nodes);
        let (is, takes) = if nodes.len() == 1 { ("is", "takes") } else { ("are", "take") };
        Draft::warning("unconnected").at(nodes).says(
            format!("{names} {is} joined to nothing and {takes} no part in anything."),
            "Connect it to what it serves, or delete it.",
        )
    })
}

fn is_dead_end(flow: &Flow<'_>, n: usize) -> bool {
    use Archetype as A;
    let node = &flow.nodes[n];
    let passes = [
        A::Function,
        A::Worker,
        A::BatchJob,
        A::Queue,
        A::LogStream,
        A::EventBus,
        A::DeliveryBuffer,
        A::StreamProcessor,
        A::Gateway,
        A::Transfer,
    ];
    let dead_letters = node.node.component.as_str() == "sqs_dlq";
    let tells = node.job.is_some_and(|j| matches!(j.effect, Effect::Notify | Effect::Validate));
    let step = node.into.iter().any(|&l| flow.is_step(l));
    let fed = node.into.iter().any(|&l| flow.links[l].live && flow.links[l].bears);
    let leads = node.out.iter().any(|&l| flow.links[l].bears);
    passes.iter().any(|&a| flow.is(n, a)) && fed && !leads && !dead_letters && !tells && !step
}

fn dead_ends(flow: &Flow<'_>, nodes: &[usize]) -> Option<Draft> {
    (!nodes.is_empty()).then(|| {
        let names = flow.names(nodes);
        let takes = if nodes.len() == 1 { "takes" } else { "take" };
        Draft::warning("dead-end")
            .hurts(Quality::Velocity)
            .at(nodes)
            .says(format!("{names} {takes} data in and hands it to nobody."), "Draw where the data goes next.")
    })
}
