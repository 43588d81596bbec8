// A secure form in a WKWebView: loads the form link, lets nothing else in, tells the app how far the form is.
import SwiftUI
import WebKit

struct SecureFormView: UIViewRepresentable {
    /// The form link of the invitation, with the handle in its fragment: `https://forms.acme.example/tellsafe/form/acme#…`
    let link: URL
    let language: String
    let theme: FormTheme
    /// Set to true by the app's own way out; the page asks when something would be lost.
    @Binding var wantsToClose: Bool
    let onStatus: (FormStatus) -> Void
    /// Whether leaving would lose something; an app forbids closing by a swipe then.
    let onDirty: (Bool) -> Void

    func makeCoordinator() -> Coordinator {
        Coordinator(self)
    }

    func makeUIView(context: Context) -> WKWebView {
        let configuration = WKWebViewConfiguration()
        // A store of its own: the app's other webviews see nothing of it, and it can be emptied without touching theirs. It is kept
        // between starts, because the key in its IndexedDB makes this the same device.
        configuration.websiteDataStore = Coordinator.store
        configuration.preferences.javaScriptCanOpenWindowsAutomatically = false
        configuration.preferences.isElementFullscreenEnabled = false
        configuration.mediaTypesRequiringUserActionForPlayback = .all
        configuration.dataDetectorTypes = []
        configuration.userContentController.add(context.coordinator, name: Coordinator.handlerName)

        let webView = WKWebView(frame: .zero, configuration: configuration)
        webView.navigationDelegate = context.coordinator
        webView.uiDelegate = context.coordinator
        webView.allowsLinkPreview = false
        webView.allowsBackForwardNavigationGestures = false
        webView.isInspectable = false
        webView.load(URLRequest(url: link, cachePolicy: .reloadIgnoringLocalCacheData))
        return webView
    }

    func updateUIView(_ webView: WKWebView, context: Context) {
        context.coordinator.view = self
        guard wantsToClose else { return }
        DispatchQueue.main.async { wantsToClose = false }
        context.coordinator.send(.close, to: webView)
    }

    static func dismantleUIView(_ webView: WKWebView, coordinator: Coordinator) {
        webView.configuration.userContentController.removeAllScriptMessageHandlers()
        webView.stopLoading()
        coordinator.clear()
    }

    final class Coordinator: NSObject, WKScriptMessageHandler, WKNavigationDelegate, WKUIDelegate {
        static let handlerName = "tellsafe"
        static let store = WKWebsiteDataStore(forIdentifier: UUID(uuidString: "0B0C8F0E-5B36-4E0B-9C39-9C6B0B6E5E52")!)

        var view: SecureFormView
        private var hasEnded = false

        init(_ view: SecureFormView) {
            self.view = view
        }

        // MARK: Messages

        func userContentController(_: WKUserContentController, didReceive message: WKScriptMessage) {
            guard message.frameInfo.isMainFrame, isForm(message.frameInfo.securityOrigin) else { return }
            switch PageMessage(body: message.body) {
            case let .status(status):
                hasEnded = hasEnded || status.isEnd
                if status == .ready, let webView = message.webView {
                    send(.settings(language: view.language, theme: view.theme), to: webView)
                }
                view.onStatus(status)
            case let .dirty(dirty):
                view.onDirty(dirty)
            case nil:
                return
            }
        }

        /// The message travels as an argument, never as part of a script's text.
        func send(_ message: AppMessage, to webView: WKWebView) {
            webView.callAsyncJavaScript(
                "window.tellsafe.receive(message)",
                arguments: ["message": message.body],
                in: nil,
                in: .page
            )
        }

        // MARK: Nothing but the form

        func webView(
            _: WKWebView,
            decidePolicyFor action: WKNavigationAction,
            preferences: WKWebpagePreferences,
            decisionHandler: @escaping (WKNavigationActionPolicy, WKWebpagePreferences) -> Void
        ) {
            let isMain = action.targetFrame?.isMainFrame == true
            let isAllowed = isMain && action.request.url.map(isForm) == true
            preferences.allowsContentJavaScript = isAllowed
            decisionHandler(isAllowed ? .allow : .cancel, preferences)
        }

        func webView(
            _: WKWebView,
            decidePolicyFor response: WKNavigationResponse,
            decisionHandler: @escaping (WKNavigationResponsePolicy) -> Void
        ) {
            let isAllowed = response.isForMainFrame && response.canShowMIMEType && response.response.url.map(isForm) == true
            decisionHandler(isAllowed ? .allow : .cancel)
        }

        func webView(
            _: WKWebView,
            createWebViewWith _: WKWebViewConfiguration,
            for _: WKNavigationAction,
            windowFeatures _: WKWindowFeatures
        ) -> WKWebView? {
            nil
        }

        private func isForm(_ url: URL) -> Bool {
            url.scheme == "https" && url.host == view.link.host && url.port == view.link.port
        }

        private func isForm(_ origin: WKSecurityOrigin) -> Bool {
            let port = origin.port == 0 ? nil : origin.port
            return origin.protocol == "https" && origin.host == view.link.host && port == view.link.port
        }

        // MARK: Closing

        /// Caches and cookies go in any case; the device key of a form that can still be continued stays.
        func clear() {
            var types = WKWebsiteDataStore.allWebsiteDataTypes()
            if !hasEnded { types.remove(WKWebsiteDataTypeIndexedDBDatabases) }
            Coordinator.store.removeData(ofTypes: types, modifiedSince: .distantPast) {}
        }
    }
}
