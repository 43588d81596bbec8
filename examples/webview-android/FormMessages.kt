// What the form page and the app say to each other: docs/webview.md. A test holds the names equal to the page's.
package example.secureform

import org.json.JSONException
import org.json.JSONObject

/** How far the form is. */
enum class FormStatus(val wire: String) {
    READY("ready"),
    OPENING("opening"),
    FILLING("filling"),
    SUBMITTED("submitted"),
    EXPIRED("expired"),
    DECLINED("declined"),
    REVOKED("revoked"),
    ELSEWHERE("elsewhere"),
    LEFT("left"),
    FAILED("failed"),
    CLOSED("closed");

    /** Nothing can follow: what the device kept of the form is of no use any more. */
    val isEnd: Boolean
        get() = this in setOf(SUBMITTED, EXPIRED, DECLINED, REVOKED, ELSEWHERE)
}

/** A message of the page. */
sealed interface PageMessage {
    data class Status(val status: FormStatus) : PageMessage

    data class Dirty(val dirty: Boolean) : PageMessage

    companion object {
        /** Reads a message's JSON; null for anything that is none of the page's messages. */
        fun parse(text: String?): PageMessage? {
            val message = try {
                JSONObject(text ?: return null)
            } catch (_: JSONException) {
                return null
            }
            return when (message.optString("type")) {
                "status" -> FormStatus.entries.find { it.wire == message.optString("status") }?.let(::Status)
                "dirty" -> (message.opt("dirty") as? Boolean)?.let(::Dirty)
                else -> null
            }
        }
    }
}

/** The look of the page. What is null keeps its default. */
data class FormTheme(
    val navigationBackgroundColor: String? = null,
    val navigationTitleColor: String? = null,
    val backButtonColor: String? = null,
    val statusBarLightContent: Boolean? = null,
) {
    fun toJson(): JSONObject = JSONObject()
        .putOpt("navigationBackgroundColor", navigationBackgroundColor)
        .putOpt("navigationTitleColor", navigationTitleColor)
        .putOpt("backButtonColor", backButtonColor)
        .putOpt("statusBarLightContent", statusBarLightContent)
}

/** A message to the page. */
sealed interface AppMessage {
    fun toJson(): String

    data class Settings(val language: String, val theme: FormTheme) : AppMessage {
        override fun toJson() =
            JSONObject().put("type", "settings").put("language", language).put("theme", theme.toJson()).toString()
    }

    data object Close : AppMessage {
        override fun toJson() = JSONObject().put("type", "close").toString()
    }
}
