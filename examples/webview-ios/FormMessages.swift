// What the form page and the app say to each other: docs/webview.md. A test holds the names equal to the page's.
import Foundation

/// How far the form is.
enum FormStatus: String {
    case ready
    case opening
    case filling
    case submitted
    case expired
    case declined
    case revoked
    case elsewhere
    case left
    case failed
    case closed

    /// Nothing can follow: what the device kept of the form is of no use any more.
    var isEnd: Bool {
        switch self {
        case .submitted, .expired, .declined, .revoked, .elsewhere: return true
        case .ready, .opening, .filling, .left, .failed, .closed: return false
        }
    }
}

/// A message of the page.
enum PageMessage {
    case status(FormStatus)
    case dirty(Bool)

    /// Reads the body of a script message; nil for anything that is none of the page's messages.
    init?(body: Any) {
        guard let message = body as? [String: Any], let type = message["type"] as? String else { return nil }
        switch type {
        case "status":
            guard let name = message["status"] as? String, let status = FormStatus(rawValue: name) else { return nil }
            self = .status(status)
        case "dirty":
            guard let dirty = message["dirty"] as? Bool else { return nil }
            self = .dirty(dirty)
        default:
            return nil
        }
    }
}

/// The look of the page. What is nil keeps its default.
struct FormTheme {
    var navigationBackgroundColor: String?
    var navigationTitleColor: String?
    var backButtonColor: String?
    var statusBarLightContent: Bool?

    var asMessagePart: [String: Any] {
        var part: [String: Any] = [:]
        part["navigationBackgroundColor"] = navigationBackgroundColor
        part["navigationTitleColor"] = navigationTitleColor
        part["backButtonColor"] = backButtonColor
        part["statusBarLightContent"] = statusBarLightContent
        return part
    }
}

/// A message to the page.
enum AppMessage {
    case settings(language: String, theme: FormTheme)
    case close

    var body: [String: Any] {
        switch self {
        case let .settings(language, theme):
            return ["type": "settings", "language": language, "theme": theme.asMessagePart]
        case .close:
            return ["type": "close"]
        }
    }
}
