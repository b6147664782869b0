//! A page as the parser of a browser engine reads it.

use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::tree_builder::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::{Attribute, ParseOpts, QualName, parse_document};
use std::borrow::Cow;
use std::cell::RefCell;

/// An element.
#[derive(Debug, Clone, Default)]
pub struct Node {
    pub element: String,
    pub attributes: Vec<(String, String)>,
    /// All text in it.
    pub text: String,
    pub depth: usize,
}

impl Node {
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(one, _)| one == name).map(|(_, value)| value.as_str())
    }
}

/// A whole page.
#[derive(Debug, Default)]
pub struct Parsed {
    /// The elements in the order of the page.
    pub nodes: Vec<Node>,
    pub errors: Vec<String>,
    pub comments: usize,
}

pub fn parse(html: &str) -> Parsed {
    parse_document(Sink::default(), ParseOpts::default()).one(StrTendril::from(html))
}

#[derive(Default)]
struct Sink {
    tree: RefCell<Vec<Entry>>,
    parsed: RefCell<Parsed>,
}

struct Entry {
    /// None for comments and what else is no element.
    name: Option<QualName>,
    attributes: Vec<Attribute>,
    children: Vec<NodeOrText<usize>>,
}

/// The document itself.
const ROOT: usize = 0;

impl Sink {
    fn add(&self, name: Option<QualName>, attributes: Vec<Attribute>) -> usize {
        let mut tree = self.tree.borrow_mut();
        if tree.is_empty() {
            tree.push(Entry { name: None, attributes: Vec::new(), children: Vec::new() });
        }
        tree.push(Entry { name, attributes, children: Vec::new() });
        tree.len() - 1
    }

    fn collect(tree: &[Entry], at: usize, depth: usize, out: &mut Vec<Node>) -> String {
        let entry = &tree[at];
        let place = out.len();
        if let Some(name) = &entry.name {
            let attributes = entry.attributes.iter();
            let attributes =
                attributes.map(|one| (one.name.local.to_string(), one.value.to_string())).collect();
            out.push(Node { element: name.local.to_string(), attributes, text: String::new(), depth });
        }
        let mut text = String::new();
        for child in &entry.children {
            match child {
                NodeOrText::AppendText(own) => text.push_str(own),
                NodeOrText::AppendNode(child) => text.push_str(&Sink::collect(tree, *child, depth + 1, out)),
            }
        }
        if entry.name.is_some() {
            out[place].text.clone_from(&text);
        }
        text
    }
}

impl TreeSink for Sink {
    type Handle = usize;
    type Output = Parsed;
    type ElemName<'a> = QualNameRef;

    fn finish(self) -> Parsed {
        let mut parsed = self.parsed.into_inner();
        Sink::collect(&self.tree.into_inner(), ROOT, 0, &mut parsed.nodes);
        parsed
    }

    fn parse_error(&self, msg: Cow<'static, str>) {
        self.parsed.borrow_mut().errors.push(msg.into_owned());
    }

    fn get_document(&self) -> usize {
        ROOT
    }

    fn elem_name<'a>(&'a self, target: &'a usize) -> QualNameRef {
        QualNameRef(self.tree.borrow()[*target].name.clone().unwrap())
    }

    fn create_element(&self, name: QualName, attrs: Vec<Attribute>, _: ElementFlags) -> usize {
        self.add(Some(name), attrs)
    }

    fn create_comment(&self, _: StrTendril) -> usize {
        self.parsed.borrow_mut().comments += 1;
        self.add(None, Vec::new())
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> usize {
        self.create_comment(StrTendril::new())
    }

    fn append(&self, parent: &usize, child: NodeOrText<usize>) {
        self.tree.borrow_mut()[*parent].children.push(child);
    }

    fn append_based_on_parent_node(&self, _: &usize, previous: &usize, child: NodeOrText<usize>) {
        // Only faulty tables come here.
        self.append(previous, child);
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn get_template_contents(&self, target: &usize) -> usize {
        *target
    }

    fn same_node(&self, x: &usize, y: &usize) -> bool {
        x == y
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &usize, new: NodeOrText<usize>) {
        self.append(sibling, new);
    }

    fn add_attrs_if_missing(&self, target: &usize, attrs: Vec<Attribute>) {
        self.tree.borrow_mut()[*target].attributes.extend(attrs);
    }

    fn remove_from_parent(&self, _: &usize) {}

    fn reparent_children(&self, node: &usize, parent: &usize) {
        let mut tree = self.tree.borrow_mut();
        let children = std::mem::take(&mut tree[*node].children);
        tree[*parent].children.extend(children);
    }
}

/// The name of an element, for the parser.
#[derive(Debug)]
pub struct QualNameRef(QualName);

impl html5ever::tree_builder::ElemName for QualNameRef {
    fn ns(&self) -> &html5ever::Namespace {
        &self.0.ns
    }

    fn local_name(&self) -> &html5ever::LocalName {
        &self.0.local
    }
}
