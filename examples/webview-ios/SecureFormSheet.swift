// How an app shows the form: a sheet that cannot be swiped away while something would be lost.
import SwiftUI

struct SecureFormSheet: View {
    let link: URL
    @Environment(\.dismiss) private var dismiss
    @Environment(\.scenePhase) private var scenePhase
    @State private var wantsToClose = false
    @State private var isDirty = false

    var body: some View {
        SecureFormView(
            link: link,
            language: Locale.preferredLanguages.first ?? "",
            theme: FormTheme(navigationBackgroundColor: "#0363ad", navigationTitleColor: "#ffffff"),
            wantsToClose: $wantsToClose,
            onStatus: { status in if status == .closed { dismiss() } },
            onDirty: { isDirty = $0 }
        )
        .ignoresSafeArea(edges: .bottom)
        .interactiveDismissDisabled(isDirty)
        .accessibilityAction(.escape) { wantsToClose = true }
        // Nothing of the form is in the picture that the system takes for its app switcher.
        .overlay { if scenePhase != .active { Color(.systemBackground).ignoresSafeArea() } }
    }
}
