/** Article 9, managing and using signatures: the clerk's token, the CA behind a certificate, who signs with which certificate. */

import { attested, automated, records } from '../authoring.ts';
import { byReference, plainObligation, responsibility, useLimited } from './level-reasons.ts';
import { byHead, clerk, headOfAgency } from './who.ts';

export const qc09 = records('hai-phong-2025/qc-09', {
  'k1.1': {
    asks: {
      en: 'The head of the agency puts a named clerk in charge of the agency certificate and its token.',
      vi: 'Thủ trưởng giao cho văn thư cụ thể quản lý chứng thư và thiết bị của cơ quan.',
    },
    actor: 'agency',
    level: 'must',
    levelReason: byReference,
    capability: 'organisation',
    borrows: [{ text: 'nd30-2020', article: '32' }],
    testability: byHead('Written assignment of the clerk', 'Văn bản giao nhiệm vụ cho văn thư'),
  },
  'k1.2': {
    asks: {
      en: "The clerk keeps the agency's token safe and uses it at the agency's headquarters.",
      vi: 'Văn thư giữ an toàn thiết bị của cơ quan và sử dụng tại trụ sở.',
    },
    actor: 'clerk',
    level: 'must',
    levelReason: byReference,
    capability: 'organisation',
    borrows: [{ text: 'nd30-2020', article: '32.2.a' }],
    testability: attested(headOfAgency, {
      en: 'Record of an inspection of where and how the token is kept',
      vi: 'Biên bản kiểm tra nơi và cách lưu giữ thiết bị',
    }),
  },
  'k1.3': {
    asks: {
      en: "The agency's token changes hands only with written permission and with a record.",
      vi: 'Thiết bị của cơ quan chỉ được bàn giao khi có văn bản cho phép và có lập biên bản.',
    },
    actor: 'clerk',
    level: 'must',
    levelReason: byReference,
    capability: 'organisation',
    borrows: [{ text: 'nd30-2020', article: '32.2.b' }],
    testability: byHead('Permissions and handover records', 'Văn bản cho phép và biên bản bàn giao'),
  },
  'k1.4': {
    asks: {
      en: 'The clerk signs for the agency in person, on documents that the authorised signer has signed and on copies the agency makes itself.',
      vi: 'Văn thư trực tiếp thực hiện ký số của cơ quan khi người có thẩm quyền đã ký văn bản, và ký số bản sao do cơ quan mình thực hiện.',
    },
    actor: 'clerk',
    level: 'must',
    levelReason: byReference,
    capability: 'organisation',
    borrows: [
      { text: 'nd30-2020', article: '32.2.c' },
      { text: 'nd30-2020', article: '32.2.d' },
    ],
    doubts: [
      {
        en: 'Whether the clerk acts in person is not visible in a file. That a product does not let the agency sign first is tested at qc-15/k1.c.s1.2.',
        vi: 'Nhìn vào tệp không thể biết văn thư có trực tiếp thực hiện hay không. Việc sản phẩm không cho cơ quan ký trước được kiểm thử tại qc-15/k1.c.s1.2.',
      },
    ],
    testability: attested(clerk, {
      en: 'Statement of the clerk, with the register of issued documents',
      vi: 'Cam kết của văn thư, kèm sổ đăng ký văn bản đi',
    }),
  },
  'k1.5': {
    asks: {
      en: 'The key on a token works only for whoever gives its PIN.',
      vi: 'Khóa trên thiết bị chỉ dùng được khi nhập đúng mật khẩu.',
    },
    actor: 'subscriber',
    level: 'must',
    levelReason: {
      en: 'Keeping token and key safe is prescribed by reference; control by the signer alone is what the law asks of a signature.',
      vi: 'Việc giữ an toàn thiết bị và khóa được quy định qua dẫn chiếu; việc chỉ người ký mới kiểm soát được là điều luật đòi hỏi ở một chữ ký.',
    },
    capability: 'token',
    borrows: [
      {
        text: 'nd30-2020',
        article: '32',
        note: {
          en: 'keepers hold their token and key safe',
          vi: 'người giữ phải bảo quản an toàn thiết bị và khóa của mình',
        },
      },
      {
        text: 'law20-2023',
        article: '22.3',
        note: {
          en: 'control by the signer alone at the time of signing',
          vi: 'tại thời điểm ký chỉ người ký mới kiểm soát được',
        },
      },
    ],
    doubts: [
      {
        en: 'The article speaks of people; we read the part of it that only the device can give (no PIN, no signature) as a requirement on the device.',
        vi: 'Điều này nói về con người; phần mà chỉ thiết bị mới bảo đảm được (không có mật khẩu thì không ký được) chúng tôi hiểu là yêu cầu đối với thiết bị.',
      },
    ],
    testability: automated,
  },
  'k1.6': {
    asks: {
      en: 'A PIN given in one application does not open the token for another application.',
      vi: 'Mật khẩu nhập trong một ứng dụng không mở thiết bị cho ứng dụng khác.',
    },
    actor: 'subscriber',
    level: 'must',
    levelReason: {
      en: 'As qc-09/k1.5: control by the signer alone.',
      vi: 'Như qc-09/k1.5: chỉ người ký mới được kiểm soát.',
    },
    capability: 'token',
    borrows: [{ text: 'law20-2023', article: '22.3' }],
    doubts: [
      {
        en: 'PKCS#11 binds a login to an application; the texts speak only of control by the signer.',
        vi: 'PKCS#11 gắn phiên đăng nhập với một ứng dụng; các văn bản chỉ nói đến quyền kiểm soát của người ký.',
      },
    ],
    testability: automated,
  },
  'k1.7': {
    asks: {
      en: 'The private key cannot be read out of the token or exported from it, even with the PIN.',
      vi: 'Không đọc hoặc xuất được khóa bí mật ra khỏi thiết bị, kể cả khi có mật khẩu.',
    },
    actor: 'subscriber',
    level: 'must',
    levelReason: {
      en: 'As qc-09/k1.5; the law asks the creation device to keep the creation data from disclosure.',
      vi: 'Như qc-09/k1.5; luật còn đòi hỏi phương tiện tạo chữ ký không để lộ dữ liệu dùng để tạo chữ ký.',
    },
    capability: 'token',
    borrows: [
      {
        text: 'law20-2023',
        article: '22.3',
        note: {
          en: 'the device keeps the creation data from disclosure',
          vi: 'phương tiện không để lộ dữ liệu tạo chữ ký',
        },
      },
      { text: 'nd30-2020', article: '32' },
    ],
    testability: automated,
  },
  'k2.1': {
    asks: {
      en: "A signature whose certificate does not come from the government CA is not taken as an agency's or official's signature.",
      vi: 'Chữ ký có chứng thư không do tổ chức chứng thực chữ ký số chuyên dùng công vụ cấp thì không được coi là chữ ký của cơ quan, cá nhân.',
    },
    actor: 'relying-party',
    level: 'must',
    levelReason: {
      en: 'Certification by that one CA is obligatory.',
      vi: 'Chứng thư bắt buộc phải do đúng tổ chức chứng thực đó cấp.',
    },
    capability: 'verifier',
    doubts: [
      {
        en: "The trust anchors given to the product stand for the government CA; a CA of the same name with other keys, brought along by the document itself, stands for everybody else's.",
        vi: 'Các chứng thư gốc giao cho sản phẩm đóng vai tổ chức chứng thực của Ban Cơ yếu Chính phủ; một tổ chức cùng tên nhưng khác khóa, do chính văn bản mang theo, đóng vai mọi tổ chức khác.',
      },
    ],
    testability: automated,
  },
  'k2.2': {
    asks: {
      en: 'Signatures are used only as the rules on seals allow.',
      vi: 'Chữ ký số chỉ dùng đúng theo quy định về quản lý, sử dụng con dấu.',
    },
    actor: 'agency',
    level: 'must',
    levelReason: useLimited,
    capability: 'organisation',
    testability: byHead(
      'Internal rules on seals and signatures and the last inspection of their use',
      'Quy chế nội bộ về con dấu, chữ ký số và kết quả kiểm tra gần nhất',
    ),
  },
  'k3.1': {
    asks: {
      en: "The agency's signature is made with an agency certificate: a personal one is refused for it.",
      vi: 'Chữ ký của cơ quan được tạo bằng chứng thư cơ quan; sản phẩm từ chối dùng chứng thư cá nhân để tạo chữ ký số của cơ quan.',
    },
    actor: 'clerk',
    level: 'must',
    levelReason: {
      en: 'The clerk uses the certificate issued to the agency.',
      vi: 'Văn thư sử dụng chứng thư đã cấp cho cơ quan, tổ chức.',
    },
    capability: 'signer',
    doubts: [
      {
        en: 'How a certificate shows its kind (UID with the tax code for an agency, with the identity number for a person) is a convention of our test PKI, not a rule of the text.',
        vi: 'Cách chứng thư thể hiện loại của mình (UID chứa mã số thuế đối với cơ quan, số định danh đối với cá nhân) là quy ước của hạ tầng khóa thử nghiệm, không phải quy tắc của văn bản.',
      },
    ],
    testability: automated,
  },
  'k3.2': {
    asks: {
      en: 'The clerk carries out this regulation for the agency certificate in the clerk’s charge.',
      vi: 'Văn thư thực hiện quy chế đối với chứng thư cơ quan được giao.',
    },
    actor: 'clerk',
    level: 'must',
    levelReason: responsibility,
    capability: 'organisation',
    testability: byHead(
      'Assignment and last inspection of the clerk’s work',
      'Văn bản giao nhiệm vụ và kết quả kiểm tra gần nhất',
    ),
  },
  'k4.1': {
    asks: {
      en: "An authorised person's signature is made with a personal certificate: an agency certificate is refused for it.",
      vi: 'Chữ ký của người có thẩm quyền được tạo bằng chứng thư cá nhân; sản phẩm từ chối dùng chứng thư cơ quan cho chữ ký này.',
    },
    actor: 'authorised-signer',
    level: 'must',
    levelReason: {
      en: 'A certificate issued to a person serves that person’s acts only; the other way round follows from article 15.',
      vi: 'Chứng thư cấp cho cá nhân chỉ phục vụ hành vi của chính cá nhân đó; chiều ngược lại suy ra từ Điều 15.',
    },
    capability: 'signer',
    testability: automated,
  },
  'k4.2': {
    asks: {
      en: 'A personal certificate is used only for acts of the post that its holder has.',
      vi: 'Chứng thư cá nhân chỉ dùng cho công việc đúng chức danh của người được cấp.',
    },
    actor: 'authorised-signer',
    level: 'must',
    levelReason: useLimited,
    capability: 'organisation',
    testability: byHead(
      'Sample of signed documents compared with the signers’ posts at the time',
      'Mẫu văn bản đã ký được đối chiếu với chức danh người ký tại thời điểm ký',
    ),
  },
  'k5.1': {
    asks: {
      en: 'Who signs on behalf or by order of another does so with their own personal certificate.',
      vi: 'Người ký thay, ký thừa lệnh dùng chứng thư cá nhân của chính mình để ký.',
    },
    actor: 'delegated-signer',
    level: 'must',
    levelReason: plainObligation,
    capability: 'signer',
    testability: automated,
  },
  'k5.2': {
    asks: {
      en: 'A signature on behalf or by order cannot be made with an agency certificate.',
      vi: 'Không dùng chứng thư cơ quan để ký thay, ký thừa lệnh.',
    },
    actor: 'delegated-signer',
    level: 'must-not',
    levelReason: {
      en: 'Follows from the duty to use a personal certificate.',
      vi: 'Suy ra từ nghĩa vụ phải dùng chứng thư cá nhân.',
    },
    capability: 'signer',
    testability: automated,
  },
  'k5.3': {
    asks: {
      en: 'Only people with the power to do so sign on behalf or by order.',
      vi: 'Chỉ người có thẩm quyền mới được ký thay, ký thừa lệnh.',
    },
    actor: 'delegated-signer',
    level: 'must',
    levelReason: plainObligation,
    capability: 'organisation',
    borrows: [
      {
        text: 'nd30-2020',
        article: '13',
        note: { en: 'forms of signing on behalf', vi: 'các hình thức ký thay, ký thừa lệnh' },
      },
    ],
    testability: byHead(
      'Assignments and authorisations in force',
      'Các văn bản phân công, ủy quyền đang có hiệu lực',
    ),
  },
});
