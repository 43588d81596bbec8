// A secure form in a WebView: loads the form link, lets nothing else in, tells the app how far the form is.
package example.secureform

import android.annotation.SuppressLint
import android.content.Intent
import android.net.Uri
import android.os.Bundle
import android.view.View
import android.view.WindowManager
import android.webkit.CookieManager
import android.webkit.WebResourceRequest
import android.webkit.WebResourceResponse
import android.webkit.WebSettings
import android.webkit.WebStorage
import android.webkit.WebView
import android.webkit.WebViewClient
import androidx.activity.ComponentActivity
import androidx.activity.addCallback
import androidx.webkit.JavaScriptReplyProxy
import androidx.webkit.WebViewCompat
import androidx.webkit.WebViewFeature
import java.io.ByteArrayInputStream
import java.util.Locale

/** Started with the form link of the invitation as its data: `https://forms.acme.example/tellsafe/form/acme#…` */
class SecureFormActivity : ComponentActivity() {
    private lateinit var webView: WebView
    private lateinit var link: Uri
    private var page: JavaScriptReplyProxy? = null
    private var hasEnded = false

    override fun onCreate(savedInstanceState: Bundle?) {
        super.onCreate(savedInstanceState)
        val data = intent.data
        // Without the listener a bridge would be open to every frame: the browser shows the form as well.
        if (data == null || data.scheme != "https" || !WebViewFeature.isFeatureSupported(WebViewFeature.WEB_MESSAGE_LISTENER)) {
            if (data?.scheme == "https") startActivity(Intent(Intent.ACTION_VIEW, data))
            finish()
            return
        }
        link = data
        // No screenshots, no picture in the list of recent apps.
        window.setFlags(WindowManager.LayoutParams.FLAG_SECURE, WindowManager.LayoutParams.FLAG_SECURE)
        webView = WebView(this)
        harden(webView)
        WebViewCompat.addWebMessageListener(webView, BRIDGE_NAME, setOf(originOf(link))) { _, message, source, isMainFrame, reply ->
            if (isMainFrame && originOf(source) == originOf(link)) {
                page = reply
                PageMessage.parse(message.data)?.let(::onMessage)
            }
        }
        setContentView(webView)
        onBackPressedDispatcher.addCallback(this) { send(AppMessage.Close) ?: finish() }
        webView.loadUrl(link.toString())
    }

    private fun onMessage(message: PageMessage) {
        if (message !is PageMessage.Status) return
        hasEnded = hasEnded || message.status.isEnd
        when (message.status) {
            FormStatus.READY -> send(AppMessage.Settings(Locale.getDefault().toLanguageTag(), THEME))
            FormStatus.CLOSED -> finish()
            else -> setResult(RESULT_OK, Intent().putExtra("status", message.status.wire))
        }
    }

    /** @return null when the page does not listen yet */
    private fun send(message: AppMessage): Unit? = page?.postMessage(message.toJson())

    @SuppressLint("SetJavaScriptEnabled") // The form is encrypted by scripts; only the form's origin runs any.
    private fun harden(webView: WebView) {
        webView.settings.apply {
            javaScriptEnabled = true
            javaScriptCanOpenWindowsAutomatically = false
            setSupportMultipleWindows(false)
            allowFileAccess = false
            allowContentAccess = false
            setGeolocationEnabled(false)
            mixedContentMode = WebSettings.MIXED_CONTENT_NEVER_ALLOW
            cacheMode = WebSettings.LOAD_NO_CACHE
            // IndexedDB holds the device key that lets the person continue; the page writes nothing into localStorage.
            domStorageEnabled = true
            safeBrowsingEnabled = true
        }
        CookieManager.getInstance().setAcceptThirdPartyCookies(webView, false)
        WebView.setWebContentsDebuggingEnabled(false)
        webView.importantForAutofill = View.IMPORTANT_FOR_AUTOFILL_YES
        webView.webViewClient = OnlyTheForm()
    }

    /** Nothing but the form's origin is shown or fetched. */
    private inner class OnlyTheForm : WebViewClient() {
        override fun shouldOverrideUrlLoading(view: WebView, request: WebResourceRequest): Boolean = !isForm(request.url)

        override fun shouldInterceptRequest(view: WebView, request: WebResourceRequest): WebResourceResponse? =
            if (isForm(request.url)) null
            else WebResourceResponse("text/plain", "utf-8", 403, "Forbidden", emptyMap(), ByteArrayInputStream(ByteArray(0)))
    }

    private fun isForm(url: Uri): Boolean = url.scheme == "https" && originOf(url) == originOf(link)

    /** Caches and cookies go in any case; the device key of a form that can still be continued stays. */
    override fun onDestroy() {
        if (::webView.isInitialized) {
            WebViewCompat.removeWebMessageListener(webView, BRIDGE_NAME)
            webView.clearCache(true)
            webView.clearHistory()
            webView.clearFormData()
            CookieManager.getInstance().removeAllCookies(null)
            if (hasEnded) WebStorage.getInstance().deleteOrigin(originOf(link))
            webView.destroy()
        }
        super.onDestroy()
    }

    private companion object {
        const val BRIDGE_NAME = "TellsafeAndroid"
        val THEME = FormTheme(navigationBackgroundColor = "#0363ad", navigationTitleColor = "#ffffff")

        fun originOf(url: Uri): String {
            val port = if (url.port == -1 || url.port == 443) "" else ":${url.port}"
            return "${url.scheme}://${url.host}$port"
        }
    }
}
