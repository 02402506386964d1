//! Finding the code that runs inside a transaction.

use syn::visit::Visit;

/// A stretch of code with an open transaction in hand.
pub struct Scope<'a> {
    /// The name the transaction goes by there, usually `tx`.
    pub tx: String,
    pub code: Code<'a>,
}

/// The code itself.
pub enum Code<'a> {
    Block(&'a syn::Block),
    Expression(&'a syn::Expr),
}

impl<'a> Code<'a> {
    /// Lets a visitor walk the code.
    pub fn visit(&self, visitor: &mut impl Visit<'a>) {
        match self {
            Self::Block(block) => visitor.visit_block(block),
            Self::Expression(expression) => visitor.visit_expr(expression),
        }
    }
}

/// Functions that take a `&mut Tx`, and closures given to `write` or `read`.
pub fn scopes(syntax: &syn::File) -> Vec<Scope<'_>> {
    let mut finder = Finder { found: Vec::new() };
    finder.visit_file(syntax);
    finder.found
}

struct Finder<'a> {
    found: Vec<Scope<'a>>,
}

impl<'a> Visit<'a> for Finder<'a> {
    fn visit_item_fn(&mut self, item: &'a syn::ItemFn) {
        self.function(&item.sig, &item.block);
        syn::visit::visit_item_fn(self, item);
    }

    fn visit_impl_item_fn(&mut self, item: &'a syn::ImplItemFn) {
        self.function(&item.sig, &item.block);
        syn::visit::visit_impl_item_fn(self, item);
    }

    fn visit_expr_method_call(&mut self, call: &'a syn::ExprMethodCall) {
        if opens(call) {
            for argument in &call.args {
                if let syn::Expr::Closure(closure) = argument
                    && let Some(tx) = closure.inputs.first().and_then(name_of)
                {
                    self.found.push(Scope { tx, code: Code::Expression(&closure.body) });
                }
            }
        }
        syn::visit::visit_expr_method_call(self, call);
    }
}

impl<'a> Finder<'a> {
    fn function(&mut self, signature: &syn::Signature, block: &'a syn::Block) {
        let named = signature.inputs.iter().find_map(|input| match input {
            syn::FnArg::Typed(typed) if is_tx(&typed.ty) => name_of(&typed.pat),
            _ => None,
        });
        if let Some(tx) = named {
            self.found.push(Scope { tx, code: Code::Block(block) });
        }
    }
}

/// Whether a call begins a transaction: `write` or `read` with a closure.
pub fn opens(call: &syn::ExprMethodCall) -> bool {
    let named = call.method == "write" || call.method == "read";
    named && call.args.iter().any(|a| matches!(a, syn::Expr::Closure(_)))
}

/// Whether a type is `Tx` or `&mut Tx`, with or without a path before it.
pub fn is_tx(ty: &syn::Type) -> bool {
    match ty {
        syn::Type::Reference(reference) => is_tx(&reference.elem),
        syn::Type::Path(path) => path.path.segments.last().is_some_and(|s| s.ident == "Tx"),
        _ => false,
    }
}

fn name_of(pattern: &syn::Pat) -> Option<String> {
    match pattern {
        syn::Pat::Ident(named) => Some(named.ident.to_string()),
        syn::Pat::Type(typed) => name_of(&typed.pat),
        _ => None,
    }
}
